export { createTemplatePreviews } from './createTemplatePreviews';
export type { PreviewCall, TemplatePreviews } from './types';
