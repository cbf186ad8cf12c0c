import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RemovedList } from '@/components/law/RemovedList'
import { Tokens } from '@/components/law/Tokens'
import '@/components/law/law.css'
import '@/components/seminar/seminar.css'
import { Block } from '@/components/ui/Block'
import { Field, Form, RadioField, Submit } from '@/components/ui/Form'
import { goFromSeminar } from '@/lib/server/actions/law'
import { actOnManners } from '@/lib/server/actions/manners'
import { makeToken, revokeToken } from '@/lib/server/actions/tokens'
import { asking } from '@/lib/server/queries/asking'
import { ownConduct } from '@/lib/server/queries/conduct'
import { ownTokens } from '@/lib/server/queries/own-tokens'
import { SeminarBar } from '../SeminarBar'
import { type SeminarParams, seminarOf } from '../seminar'

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslations('law.me'))('title') })

/** What a seminar holds of the reader: what was removed of theirs, whom they folded away, all they wrote to take along, and the way out. */
const MePage = async ({ params }: SeminarParams) => {
  const seminar = await seminarOf(params)
  const { db, actor } = await asking()
  const { removed, muted } = await ownConduct(db, actor, seminar.id)
  const tokens = await ownTokens(db, actor, seminar.id)
  const t = await getTranslations('law.me')
  const act = actOnManners.bind(null, seminar.id)
  return (
    <>
      <SeminarBar seminar={seminar} title={t('title')} />
      <main id="page" className="page">
        <h1 className="page-title">{t('title')}</h1>
        <p className="law-sub">{t('sub')}</p>
        <Block id="removed" title={t('removed')}>
          <p className="empty">{t(removed.length === 0 ? 'noRemoved' : 'removedSub')}</p>
          <RemovedList notes={removed} />
        </Block>
        <Block id="muted" title={t('muted')}>
          {muted.length === 0 ? <p className="empty">{t('noMuted')}</p> : null}
          <ul className="keeping">
            {muted.map(({ id, name }) => (
              <li key={id}>
                <Form action={act}>
                  <input type="hidden" name="act" value="unmute" />
                  <input type="hidden" name="member" value={id} />
                  <Submit className="btn btn-line">{t('unmute', { name: name ?? '' })}</Submit>
                </Form>
              </li>
            ))}
          </ul>
        </Block>
        <Block id="take" title={t('take')}>
          <p className="law-sub">{t('takeSub')}</p>
          <p className="law-acts">
            <a className="btn btn-line" href={`/seminars/${seminar.id}/me/file?format=html`}>
              {t('takePage')}
            </a>
            <a className="btn btn-line" href={`/seminars/${seminar.id}/me/file?format=json`}>
              {t('takeData')}
            </a>
          </p>
        </Block>
        <Tokens
          tokens={tokens}
          makeToken={makeToken.bind(null, seminar.id)}
          revokeToken={revokeToken.bind(null, seminar.id)}
        />
        <Block id="go" title={t('go')}>
          <Form action={goFromSeminar.bind(null, seminar.id)} className="law-form" label={t('go')}>
            <RadioField name="how" value="leave" first="leave" className="law-radio">
              <span>{t('leave')}</span>
            </RadioField>
            <RadioField name="how" value="erase" first="leave" className="law-radio">
              <span>{t('erase')}</span>
            </RadioField>
            <Field name="name" label={t('eraseName')} autoComplete="off" dir="auto" />
            <Submit className="btn btn-line">{t('goNow')}</Submit>
          </Form>
        </Block>
      </main>
    </>
  )
}

export default MePage
