import { access, constants, mkdir, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Checks, DoctorFinding } from './finding.ts';

const gigabyte = 1_073_741_824;
const scarce = gigabyte;
const tooLittle = gigabyte / 10;

/** The folders that the program writes to. */
export const machineChecks: Checks = (variables) => {
  const dataDir = variables['DATA_DIR'] ?? '.data';
  const blobDir = variables['BLOB_DIR'] ?? join(dataDir, 'blobs');
  const journal = variables['ERASURE_JOURNAL'];
  const folders = new Map([
    ['DATA_DIR', dataDir],
    ...(variables['BLOB_S3_BUCKET'] ? [] : [['BLOB_DIR', blobDir] as const]),
    ...(journal ? [['ERASURE_JOURNAL', dirname(journal)] as const] : []),
  ]);
  return [
    ['disk', () => Promise.all([...folders].map(([name, folder]) => folderFinding(name, resolve(folder))))],
  ];
};

async function folderFinding(name: string, folder: string): Promise<Omit<DoctorFinding, 'check'>> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch {
    const advice = 'Let the program write there, or name another folder';
    return { state: 'failed', found: `${name}: ${folder} cannot be written to`, advice };
  }
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const found = `${name}: ${(free / gigabyte).toFixed(1)} GB free in ${folder}`;
  if (free >= scarce) return { state: 'ok', found };
  return { state: free < tooLittle ? 'failed' : 'warning', found, advice: 'Make room' };
}
