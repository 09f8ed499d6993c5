export { bundledCrds } from './bundledCrds';
