export const pluginId = 'tenant-clusters';
