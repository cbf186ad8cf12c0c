import { useFormatter, useTranslations } from 'next-intl'
import { Block } from '@/components/ui/Block'
import { Form, Submit } from '@/components/ui/Form'
import type { FormAction } from '@/components/ui/form-action'
import { type MadeToken, TokenForm } from './TokenForm'

/** A token, as it is listed. Moments are milliseconds since 1970 (UTC). */
export interface ListedToken {
  readonly id: string
  readonly name: string
  readonly canWrite: boolean
  readonly createdAt: number
  readonly expiresAt: number
  readonly lastUsedAt: number | null
}

const DAYS = [7, 30, 90, 366] as const

/** The member's access tokens: what each may, until when, when it was used last; a form for another. */
export const Tokens = ({
  tokens,
  makeToken,
  revokeToken,
}: {
  readonly tokens: readonly ListedToken[]
  readonly makeToken: (state: MadeToken, data: FormData) => Promise<MadeToken>
  readonly revokeToken: FormAction
}) => {
  const t = useTranslations('tokens')
  const format = useFormatter()
  const day = (at: number): string => format.dateTime(at, { dateStyle: 'medium' })
  return (
    <Block id="tokens" title={t('title')}>
      <p className="law-sub">
        {t.rich('sub', {
          link: (words) => (
            <a className="link" href="/openapi.json">
              {words}
            </a>
          ),
        })}
      </p>
      {tokens.length === 0 ? (
        <p className="empty">{t('none')}</p>
      ) : (
        <ul className="tokens">
          {tokens.map(({ id, name, canWrite, createdAt, expiresAt, lastUsedAt }) => (
            <li key={id}>
              <div>
                <bdi className="token-name">{name}</bdi>
                <p className="token-said">
                  {t(canWrite ? 'mayWrite' : 'mayRead')} {t('since', { made: day(createdAt), until: day(expiresAt) })}{' '}
                  {lastUsedAt === null
                    ? t('unused')
                    : t('used', { at: format.dateTime(lastUsedAt, { dateStyle: 'medium', timeStyle: 'short' }) })}
                </p>
              </div>
              <Form action={revokeToken}>
                <input type="hidden" name="id" value={id} />
                <Submit className="btn btn-line" aria-label={t('revokeNamed', { name })}>
                  {t('revoke')}
                </Submit>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <TokenForm
        action={makeToken}
        words={{
          title: t('make'),
          name: t('name'),
          hint: t('hint'),
          read: t('read'),
          write: t('write'),
          days: t('days'),
          dayNames: DAYS.map((days) => [days, t('dayCount', { days })] as const),
          make: t('make'),
          made: t('made'),
        }}
      />
    </Block>
  )
}
