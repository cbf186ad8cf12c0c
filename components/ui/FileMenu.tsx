'use client'

import { useRef } from 'react'
import { Popover } from './Popover'

/** A link to a file. */
export interface FileLink {
  readonly href: string
  readonly name: string
}

/**
 * A file in one menu: the whole of it, or a part. One link where there are no
 * parts to choose among. The server hears of the file by HEAD as soon as the
 * menu is touched, so that it is ready when the reader is.
 */
export const FileMenu = ({
  label,
  whole,
  parts,
  className,
}: {
  readonly label: string
  readonly whole: FileLink
  readonly parts: readonly FileLink[]
  readonly className: string
}) => {
  const announced = useAnnouncement(whole.href)
  if (parts.length < 2) {
    return (
      <a className={className} href={whole.href} {...announced}>
        {label}
      </a>
    )
  }
  return (
    <Popover
      label={label}
      align="end"
      className="menu"
      trigger={
        <button type="button" className={className} {...announced}>
          {label}
        </button>
      }
    >
      <a className="menu-item" href={whole.href}>
        {whole.name}
      </a>
      <div className="menu-line" />
      {parts.map(({ href, name }) => (
        <a key={href} className="menu-item" href={href}>
          {name}
        </a>
      ))}
    </Popover>
  )
}

/** What makes the server hear of the file at `href` as soon as its control is touched. */
export const useAnnouncement = (href: string) => {
  const isSaid = useRef(false)
  const announce = (): void => {
    if (isSaid.current) return
    isSaid.current = true
    fetch(href, { method: 'HEAD' }).catch((error: unknown) => {
      // The file itself will say what is wrong.
      console.debug('a file could not be announced', error)
    })
  }
  return { onPointerEnter: announce, onFocus: announce }
}
