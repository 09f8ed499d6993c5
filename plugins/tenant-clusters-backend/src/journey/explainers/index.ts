export { BUILT_IN_EXPLAINERS } from './builtInExplainers';
export { PATIENCE } from './patience';
export { quoted } from './quoted';
