import { getRequestConfig } from 'next-intl/server'
import auth from '../../app/messages/en/auth.json'
import common from '../../app/messages/en/common.json'
import exported from '../../app/messages/en/export.json'
import figures from '../../app/messages/en/figures.json'
import margin from '../../app/messages/en/margin.json'
import paper from '../../app/messages/en/paper.json'
import seminar from '../../app/messages/en/seminar.json'

/** The catalogue, one namespace a file. A page hands the client only the namespaces that it needs there. */
export const MESSAGES = { common, auth, export: exported, seminar, figures, margin, paper }

export type Messages = typeof MESSAGES

/** What next-intl asks at each request: one language so far, times in the server's zone. */
export default getRequestConfig(() => ({ locale: 'en', messages: MESSAGES, timeZone: process.env.TZ ?? 'UTC' }))
