/** Says which files were written, as `sha256sum` would. */
export function tellFiles(files: readonly { readonly path: string; readonly sha256: string }[]): void {
  for (const { path, sha256 } of files) console.log(`${sha256}  ${path}`);
}
