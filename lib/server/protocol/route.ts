import { type LayerId, ID_PATTERN, layerId } from '../../core/base'
import type { RecordKey } from '../../core/annotation'
import { keyOfName } from '../../core/exchange'

/** What a path below a reading is to the protocol. */
export type Route =
  | { readonly kind: 'description' }
  | { readonly kind: 'layers'; readonly slug: string }
  | { readonly kind: 'container'; readonly slug: string; readonly layer: LayerId; readonly query: PageQuery }
  | { readonly kind: 'note'; readonly slug: string; readonly layer: LayerId; readonly key: RecordKey | undefined }
  | { readonly kind: 'text'; readonly slug: string; readonly version: string }

/** What the address of a container, or of a page of it, asks for. */
export interface PageQuery {
  /** True where the notes are to be addresses alone; `undefined` where it does not say. */
  readonly iris: boolean | undefined
  /** From 0; `undefined` for the container itself, `NaN` for what is no number. */
  readonly page: number | undefined
}

/** Where the description of this protocol is served. */
const DESCRIPTION_PATH = '/openapi.json'

/** Reads the address of a request; `undefined` for one that is none of the protocol's. */
export const routeOf = (url: string): Route | undefined => {
  const [path = '', search = ''] = url.split('?', 2)
  if (path === DESCRIPTION_PATH) return { kind: 'description' }
  const [, slug, room, ...rest] = /^\/readings\/([^/]+)\/(annotations|versions)\/(.*)$/.exec(path) ?? []
  if (slug === undefined || room === undefined) return undefined
  const [first = '', ...more] = (rest[0] ?? '').split('/')
  if (room === 'versions') {
    return more.length === 0 && ID_PATTERN.test(first) ? { kind: 'text', slug, version: first } : undefined
  }
  if (first === '' && more.length === 0) return { kind: 'layers', slug }
  if (!ID_PATTERN.test(first) || more.length === 0) return undefined
  const layer = layerId(first)
  const name = more.join('.')
  if (name !== '') return { kind: 'note', slug, layer, key: keyOfName(name) }
  const asked = new URLSearchParams(search)
  const iris = asked.get('iris')
  const page = asked.get('page')
  return {
    kind: 'container',
    slug,
    layer,
    query: {
      iris: iris === null ? undefined : iris === '1',
      page: page === null ? undefined : /^\d{1,9}$/.test(page) ? Number(page) : Number.NaN,
    },
  }
}
