export * from './createOperations';
