'use client'

import { CloudOff } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { memo, useState } from 'react'
import { Disc } from '@/components/ui/Disc'
import type { RecordKey, ThreadComment } from '@/lib/core/annotation'
import type { LayerId, MemberId } from '@/lib/core/base'
import { useMuted } from '@/lib/client/hooks/use-manners'
import { sameItems, useRoom, useRoomActions } from '@/lib/client/hooks/use-room'
import { AnswerPrivately } from './AnswerPrivately'
import { Body } from './Body'
import { Composer, prepareComposer } from './Composer'
import { Moment } from './Moment'
import { MuteButton } from './MuteButton'
import { Reactions } from './Reactions'
import { RemoveButton } from './RemoveButton'
import { TellWhy } from './TellWhy'
import { fullMoment } from './clock-time'
import { useDirectory } from './use-directory'

interface SaidByProps {
  readonly comment: ThreadComment
  readonly isAnswer: boolean
  /** Whom it answers, where what it answers does not stand right above. */
  readonly answers: MemberId | undefined
  /** The words that the thread is about. */
  readonly passage: string
  readonly canWrite: boolean
  readonly moderates: boolean
  /** The layer that the thread lies in. */
  readonly layer: LayerId
  readonly onAnswer: (comment: RecordKey) => void
}

/** A thread is made anew with each word in it; a comment that says the same need not be drawn again. */
const isSame = (before: SaidByProps, now: SaidByProps): boolean =>
  before.isAnswer === now.isAnswer &&
  before.answers === now.answers &&
  before.passage === now.passage &&
  before.canWrite === now.canWrite &&
  before.moderates === now.moderates &&
  before.layer === now.layer &&
  before.onAnswer === now.onAnswer &&
  before.comment.key === now.comment.key &&
  before.comment.body === now.comment.body &&
  before.comment.editedAt === now.comment.editedAt &&
  sameItems(
    before.comment.reactions.map(({ key }) => key),
    now.comment.reactions.map(({ key }) => key),
  )

/** One comment: who, when, the words, and what this member can do with it. */
export const SaidBy = memo(function SaidBy({
  comment,
  isAnswer,
  answers,
  passage,
  canWrite,
  moderates,
  layer,
  onAnswer,
}: SaidByProps) {
  const t = useTranslations('margin')
  const language = useLocale()
  const directory = useDirectory()
  const { edit, remove } = useRoomActions()
  const [isEditing, setEditing] = useState(false)
  const isUnsaved = useRoom((state) => state.unsaved.has(comment.key))
  const author = directory.memberOf(comment.author)
  const isMine = comment.author === directory.me
  const { body } = comment
  const muted = useMuted()
  const isMuted = muted.has(comment.author)
  const [isUnfolded, setUnfolded] = useState(false)

  if (isMuted && !isUnfolded && body !== null) {
    return (
      <li className={isAnswer ? 'said answer' : 'said'}>
        <Disc name={author.name} colour={author.colour} size="s" />
        <p className="gone">
          {t('manners.folded', { name: author.name })}{' '}
          <button
            type="button"
            className="link-act"
            onClick={() => {
              setUnfolded(true)
            }}
          >
            {t('manners.unfold')}
          </button>
        </p>
      </li>
    )
  }
  return (
    <li className={isAnswer ? 'said answer' : 'said'}>
      <Disc name={author.name} colour={author.colour} size="s" />
      <div className="head">
        <b>{author.name}</b>
        {answers === undefined ? null : (
          <span dir="auto">{t('answersName', { name: directory.memberOf(answers).name })}</span>
        )}{' '}
        <Moment at={comment.at} />
        {comment.editedAt === undefined || body === null ? null : (
          <span title={t('editedAt', { moment: fullMoment(comment.editedAt, language) })}>{t('edited')}</span>
        )}
        {isUnsaved ? (
          <span className="state wait" title={t('unsaved')}>
            <CloudOff className="i" aria-label={t('unsaved')} />
          </span>
        ) : null}
      </div>
      {body === null ? (
        <p className="gone">{t('removedComment')}</p>
      ) : isEditing ? (
        <Composer
          draftKey={`edit:${comment.key}`}
          placeholder={t('writeNote')}
          passage={passage}
          initial={body}
          sendWord={t('composer.save')}
          onSend={(next) => {
            edit(comment.key, next)
            setEditing(false)
          }}
          onClose={() => {
            setEditing(false)
          }}
        />
      ) : (
        <Body body={body} />
      )}
      {!canWrite && body !== null ? (
        <Reactions
          annotation={comment.annotation}
          comment={comment.key}
          reactions={comment.reactions}
          canWrite={false}
        />
      ) : null}
      {isEditing || !canWrite || body === null ? null : (
        <div className="acts" onPointerEnter={prepareComposer}>
          <Reactions
            annotation={comment.annotation}
            comment={comment.key}
            reactions={comment.reactions}
            canWrite={canWrite}
          />
          <button
            type="button"
            className="link-act"
            onClick={() => {
              onAnswer(comment.key)
            }}
          >
            {t('answer')}
          </button>
          {isMine ? (
            <button
              type="button"
              className="link-act"
              onClick={() => {
                setEditing(true)
              }}
            >
              {t('edit')}
            </button>
          ) : null}
          {isMine ? (
            <RemoveButton
              word={t('remove')}
              onRemove={() => {
                remove(comment.key)
              }}
            />
          ) : null}
        </div>
      )}
      {isMine || body === null ? null : (
        <div className="acts manners">
          {moderates ? (
            <TellWhy act="remove" note={{ layer, key: comment.key }} />
          ) : (
            <TellWhy act="report" note={{ layer, key: comment.key }} />
          )}
          <AnswerPrivately note={{ layer, key: comment.key }} author={comment.author} />
          {moderates ? null : <MuteButton member={comment.author} name={author.name} isMuted={isMuted} />}
        </div>
      )}
    </li>
  )
}, isSame)
