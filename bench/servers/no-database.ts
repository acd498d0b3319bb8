import { serveWith } from './environment.ts';

// The ceiling: everything the product does for a webhook but storing it.
await serveWith(async ({ items }) => items.map(() => ({ outcome: 'stored' })));
