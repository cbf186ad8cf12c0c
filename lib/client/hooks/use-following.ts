'use client'

import type { MemberId } from '../../core/base'
import { pageStore } from './page-store'

const followed = pageStore<MemberId | null>(null)

/** Follows a member through the text, or (`null`) nobody any more. */
export const follow = followed.set

/** The member whom this window follows. */
export const useFollowing = (): MemberId | null => followed.use()
