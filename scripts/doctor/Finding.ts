/** One thing that was looked at: fine, to be mended, or merely to be known. */
export interface Finding {
  ok: boolean | 'note';
  text: string;
}

export const good = (text: string): Finding => ({ ok: true, text });
export const bad = (text: string): Finding => ({ ok: false, text });
export const note = (text: string): Finding => ({ ok: 'note', text });
