import * as zlib from 'node:zlib';

/** A workflow of some thousand nodes; more is a bomb, or nothing that a page can show. */
const MAX_BYTES = 8 * 1024 * 1024;

const ZSTD_MAGIC = 0x28b52ffd;
const GZIP_MAGIC = 0x1f8b;

/** Brotli has no magic number: what is neither of the others is taken for it, as Argo Workflows does. */
function unpackerOf(packed: Buffer) {
  if (packed.length > 4 && packed.readUInt32BE(0) === ZSTD_MAGIC) {
    return zlib.zstdDecompressSync;
  }
  return packed.length > 2 && packed.readUInt16BE(0) === GZIP_MAGIC
    ? zlib.gunzipSync
    : zlib.brotliDecompressSync;
}

/**
 * Nodes of `status.compressedNodes`: base64 of gzip, or of zstd or brotli from Argo Workflows 4.1, as its
 * WORKFLOW_COMPRESSION_ALGORITHM says (argoproj/argo-workflows:util/file/fileutil.go). Undefined when it is none of them, too
 * large or damaged.
 */
export function decompressNodes(text: string): unknown {
  if (text.length > MAX_BYTES) {
    return undefined;
  }
  try {
    const packed = Buffer.from(text, 'base64');
    return JSON.parse(
      unpackerOf(packed)(packed, { maxOutputLength: MAX_BYTES }).toString(
        'utf8',
      ),
    );
  } catch {
    return undefined;
  }
}
