export { cleanText } from './cleanText';
export { quote } from './quote';
export { say } from './say';
export { shortenAccounts } from './shortenAccounts';
