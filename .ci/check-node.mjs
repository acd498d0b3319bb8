// The scripts run on the Node 24 that npm brought; without it (e.g. `npm ci --omit=optional`) say so plainly.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Node 24 is needed, this is ${process.version}. Run npm ci without --omit=optional, or install Node 24.`,
  );
  process.exit(1);
}
