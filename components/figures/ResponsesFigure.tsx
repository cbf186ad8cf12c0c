import { useTranslations } from 'next-intl'
import type { Figures } from '@/lib/core/statistics'
import { Figure } from './Figure'
import { ScrollTable } from './Twin'
import type { RoomLink } from './room-links'

/** Who answers whom, as a table: one row a member who answered or was answered. */
export const ResponsesFigure = ({
  figures,
  roomHref,
  csvHref,
}: {
  readonly figures: Figures
  readonly roomHref: RoomLink
  readonly csvHref: string
}) => {
  const t = useTranslations('figures')
  const { answers, depths } = figures.responses
  if (answers.length === 0) return null
  const nameOf = (id: string): string => figures.byMember.find((member) => member.id === id)?.name ?? ''
  const rows = figures.byMember
    .map(({ id, name }) => ({
      id,
      name,
      given: answers.filter(({ from }) => from === id),
      received: answers.filter(({ to }) => to === id).reduce((sum, { count }) => sum + count, 0),
    }))
    .filter(({ given, received }) => given.length + received > 0)
  const [top = 0, ...deeper] = depths
  return (
    <Figure title={t('responses.title')} what={t('responses.what')} csvHref={csvHref}>
      <p className="plain">
        {t('responses.depth', {
          top,
          answers: deeper.reduce((sum, count) => sum + count, 0),
          deepest: depths.length,
        })}{' '}
        {depths.length < 2
          ? null
          : t('responses.depths', { list: depths.map((count, at) => `${at + 1}: ${count}`).join(', ') })}
      </p>
      <div className="twin">
        <ScrollTable label={t('responses.title')}>
          <table className="responses">
            <thead>
              <tr>
                <th scope="col">{t('columns.member')}</th>
                <th scope="col">{t('responses.whom')}</th>
                <th scope="col">{t('responses.given')}</th>
                <th scope="col">{t('responses.received')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ id, name, given, received }) => (
                <tr key={id}>
                  <th scope="row">
                    <a href={roomHref({ by: [id] })}>{name}</a>
                  </th>
                  <td>{given.map(({ to, count }) => t('share', { name: nameOf(to), count })).join(', ') || '–'}</td>
                  <td>{given.reduce((sum, { count }) => sum + count, 0)}</td>
                  <td>{received}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollTable>
      </div>
    </Figure>
  )
}
