const paths = {
  chats:
    'M4 5.5h12a1.5 1.5 0 0 1 1.500 1.500v6a1.500 1.500 0 0 1-1.500 1.500H9l-3.500 3v-3H4A1.500 1.500 0 0 1 2.500 13V7A1.500 1.500 0 0 1 4 5.500z',
  agenda: 'M3 5h14v12H3zM3 9h14M7 3v4M13 3v4',
  alerts: 'M10 3l7.500 13.500h-15zM10 8v4M10 14v.5',
  figures: 'M3 17h14M5 14v-4M10 14V5M15 14V8',
  clinic: 'M3 17V8l7-5 7 5v9zM8 17v-5h4v5',
  platform: 'M3 4h6v6H3zM11 4h6v6h-6zM3 12h6v5H3zM11 12h6v5h-6z',
  more: 'M4 10h.01M10 10h.01M16 10h.01',
  back: 'M12 4l-6 6 6 6',
  forward: 'M8 4l6 6-6 6',
  close: 'M5 5l10 10M15 5L5 15',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.500 12.500L17 17',
  send: 'M3 10l14-6-5 13-3-5z',
  person: 'M10 4a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM4 17c0-3.500 2.500-5 6-5s6 1.500 6 5',
  plus: 'M10 4v12M4 10h12',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9v5M10 6v.5',
  clip: 'M13.500 6.500L8 12a1.400 1.400 0 0 0 2 2l5.500-5.500a3.200 3.200 0 0 0-4.500-4.500L5.500 9.500a4.800 4.800 0 0 0 7 7l4.500-4.500',
  check: 'M4 10.500l4 4 8-9',
  phone: 'M5.500 3l2.500 4-2 1.500a9 9 0 0 0 5.500 5.500l1.500-2 4 2.500-.5 3C9 18 2 11 2.500 3.500z',
} as const;

export type IconName = keyof typeof paths;

/** Ours, drawn in the ink of the text around; what it means stands beside it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const isDots = name === 'more';
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        stroke="currentColor"
        strokeWidth={isDots ? 3 : 1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
