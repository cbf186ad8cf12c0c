import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AddressPicture } from '@/components/seminar/AddressPicture'
import '@/components/seminar/seminar.css'
import { type SeminarParams, managedSeminarOf } from '../seminar'

export const generateMetadata = async ({ params }: SeminarParams): Promise<Metadata> => ({
  title: (await managedSeminarOf(params)).name,
})

/** The class code, as large as a projector needs it. */
const CodePage = async ({ params }: SeminarParams) => {
  const seminar = await managedSeminarOf(params)
  if (seminar.classCode?.isOpen !== true) notFound()
  const [t, head] = await Promise.all([getTranslations('seminar.code'), headers()])
  const host = head.get('x-forwarded-host') ?? head.get('host') ?? ''
  const scheme = head.get('x-forwarded-proto') ?? 'http'
  const address = `${scheme}://${host}/join?code=${seminar.classCode.code}`
  return (
    <main id="page" className="large">
      <h1>{seminar.name}</h1>
      <b>{seminar.classCode.shown}</b>
      <AddressPicture address={address} label={t('picture', { address })} />
      <p>
        {t('at')} {host}
      </p>
      <Link href={`/seminars/${seminar.id}`} className="link">
        {t('back')}
      </Link>
    </main>
  )
}

export default CodePage
