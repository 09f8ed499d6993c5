import { cleanText } from './cleanText';
import { shortenAccounts } from './shortenAccounts';

/** A message as the system wrote it, made fit to be shown: cleaned, account ids shortened, not longer than a paragraph. */
export function quote(message: string): string {
  return cleanText(shortenAccounts(message));
}
