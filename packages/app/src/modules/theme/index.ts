export * from './themeModule';
