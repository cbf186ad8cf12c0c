'use client'

import { useEffect } from 'react'
import { CHOICE_EVENT, CHOICE_PLACES } from '@/lib/core/base'
import { KEPT_KEY, UNSENT_KEY } from './theme'

const ADDRESS = '/api/choices'

/** What this device has; `undefined` where it keeps nothing at all. */
const choicesHere = (): Record<string, string> | undefined => {
  try {
    return Object.fromEntries(
      Object.entries(CHOICE_PLACES).flatMap(([name, place]) => {
        const value = localStorage.getItem(place)
        return value === null ? [] : [[name, value]]
      }),
    )
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/**
 * Sends what was chosen on this device to the account, one choice after the
 * other. What does not arrive is sent by the next page.
 */
export const ChoiceKeeper = ({ user }: { readonly user: string }) => {
  useEffect(() => {
    let isSending = false
    const send = async (): Promise<void> => {
      const choices = choicesHere()
      if (choices === undefined || isSending) return
      isSending = true
      try {
        // A choice made meanwhile marks the place anew.
        localStorage.setItem(UNSENT_KEY, 'sending')
        const answer = await fetch(ADDRESS, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(choices),
          keepalive: true,
        })
        // What the server will never take is not sent for ever.
        if (answer.status >= 500 || answer.status === 429) return
        const at = answer.headers.get('X-Kept-At')
        if (at !== null) localStorage.setItem(KEPT_KEY, `${user} ${at}`)
        if (localStorage.getItem(UNSENT_KEY) === 'sending') localStorage.removeItem(UNSENT_KEY)
      } catch (error) {
        // No network, or nothing is kept here: the device's own choice holds.
        if (!(error instanceof TypeError || error instanceof DOMException)) throw error
      } finally {
        isSending = false
      }
      if (localStorage.getItem(UNSENT_KEY) === 'yes') await send()
    }
    const onChoice = (): void => {
      try {
        localStorage.setItem(UNSENT_KEY, 'yes')
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
        return
      }
      void send()
    }
    const onOnline = (): void => {
      if (localStorage.getItem(UNSENT_KEY) !== null) void send()
    }
    if (choicesHere() !== undefined) onOnline()
    addEventListener(CHOICE_EVENT, onChoice)
    addEventListener('online', onOnline)
    return () => {
      removeEventListener(CHOICE_EVENT, onChoice)
      removeEventListener('online', onOnline)
    }
  }, [user])
  return null
}
