import { resolve } from 'node:path';

const root = resolve(__dirname, '../../../../..');

/** One folder for each template. */
export const TEMPLATES_FOLDER = resolve(root, 'templates');

/** The entities of the sample organisation. */
export const EXAMPLES_FOLDER = resolve(root, 'examples');
