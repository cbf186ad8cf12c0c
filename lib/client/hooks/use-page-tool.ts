'use client'

import { pageStore } from './page-store'

/** What stands over the page besides the room: the field that finds words, or the list of keys. */
export type PageTool = 'find' | 'keys' | null

const tool = pageStore<PageTool>(null)

/** Opens a tool, or (`null`) closes the one that is open. */
export const showTool = tool.set

/** The tool that is open. */
export const usePageTool = (): PageTool => tool.use()
