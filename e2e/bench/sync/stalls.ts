import { monitorEventLoopDelay } from 'node:perf_hooks'

// Loaded into every server that is measured, before it: tells its parent, when asked, the longest stall since it was last asked.
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
process.on('message', () => {
  process.send?.({ stallMs: delay.max / 1e6 })
  delay.reset()
})
// To be asked is no reason to live on.
process.channel?.unref()
