/**
 * The same pages and cards for apps of the classic frontend system.
 *
 * @packageDocumentation
 */
export * from './legacy/plugin';
