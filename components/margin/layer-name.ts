import { useTranslations } from 'next-intl'

/** What a layer is called: its group's or its owner's name, else a word for its kind. Needs the namespace `common`. */
export const useLayerName = (): ((layer: {
  readonly kind: 'private' | 'aside' | 'member' | 'group' | 'seminar' | 'instructor'
  readonly name: string
  readonly isFormer?: boolean
  readonly isOwn?: boolean
}) => string) => {
  const t = useTranslations('common.layers')
  return ({ kind, name, isFormer, isOwn }) =>
    kind === 'aside'
      ? t(isOwn === true ? 'ownAside' : 'aside', { name })
      : isFormer === true
        ? t('former', { name })
        : kind === 'group' || kind === 'member'
          ? name
          : t(kind)
}
