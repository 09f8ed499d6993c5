const ACCOUNT_ID = /(?<![\w-])\d{8}(\d{4})(?![\w-])/g;

/** Shows of each AWS account id (twelve digits) the last four only: enough to tell accounts apart. */
export function shortenAccounts(text: string): string {
  return text.replace(ACCOUNT_ID, '…$1');
}
