'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import type { Tag } from '@/lib/core/annotation'
import type { MemberId } from '@/lib/core/base'
import { useRoomSetup } from '@/lib/client/hooks/use-room'

/** A member's name and colour, also for one who left. */
export interface Named {
  readonly name: string
  readonly colour: number
}

/** Who and which tag an id means. */
export interface Directory {
  readonly me: MemberId
  memberOf(id: MemberId): Named
  /** Every tag of the codebook, in its order. */
  readonly tags: readonly Tag[]
  /** Those that can be given now. */
  readonly activeTags: readonly Tag[]
}

export const useDirectory = (): Directory => {
  const setup = useRoomSetup()
  const t = useTranslations('margin')
  const former = t('formerMember')
  return useMemo(() => {
    const members = new Map(setup.members.map((member) => [member.id, member]))
    const tags = setup.tags.toSorted((a, b) => a.position - b.position)
    return {
      me: setup.me,
      memberOf: (id) => members.get(id) ?? { name: former, colour: 1 },
      tags,
      activeTags: tags.filter((tag) => tag.active),
    }
  }, [setup, former])
}
