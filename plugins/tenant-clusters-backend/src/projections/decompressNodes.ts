import * as zlib from 'node:zlib';

/** A workflow of some thousand nodes; more is a bomb, or nothing that a page can show. */
const MAX_BYTES = 8 * 1024 * 1024;

const ZSTD_MAGIC = 0x28b52ffd;

/**
 * Nodes of `status.compressedNodes`: base64 of gzip, or of zstd from Argo Workflows 4.1
 * (argoproj/argo-workflows:util/file/fileutil.go). Undefined when it is neither, too large or damaged.
 */
export function decompressNodes(text: string): unknown {
  if (text.length > MAX_BYTES) {
    return undefined;
  }
  try {
    const packed = Buffer.from(text, 'base64');
    const zstd = packed.length > 4 && packed.readUInt32BE(0) === ZSTD_MAGIC;
    const unpack = zstd ? zlib.zstdDecompressSync : zlib.gunzipSync;
    return JSON.parse(
      unpack(packed, { maxOutputLength: MAX_BYTES }).toString('utf8'),
    );
  } catch {
    return undefined;
  }
}
