import { z } from 'zod'
import { type LayerId, layerId } from '../../../lib/core/base'
import { readRecords } from '../../../lib/core/layer'
import { openWhole } from './joiner'
import { fingerprintOf } from './large-layer'

// A process of its own, started by `page-process.ts`.

const askedSchema = z.object({ url: z.string(), cookies: z.array(z.string()), layer: z.string().transform(layerId) })

process.on('message', (message) => {
  const { url, cookies, layer } = askedSchema.parse(message)
  open(url, cookies, layer).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})

const open = async (url: string, cookies: readonly string[], layer: LayerId): Promise<void> => {
  const windows = cookies.map((cookie) => openWhole(url, cookie, layer))
  const began = performance.now()
  await Promise.all(windows.map((window) => window.begin()))
  const openMs = performance.now() - began
  process.send?.({ openMs })
  const reading = performance.now()
  for (const { document } of windows) readRecords(document)
  const readMs = performance.now() - reading
  process.send?.({ readMs, fingerprints: windows.map(({ document }) => fingerprintOf(document)) })
  for (const window of windows) window.close()
}

process.send?.('ready')
