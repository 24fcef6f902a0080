/** `npm run check:routes`: prints the table route × role × outcome of the real application. */
import { printRoutes } from './access/route-table.ts';
import { describedApp } from './openapi.ts';

const app = await describedApp();
process.stdout.write(`${printRoutes(app.routeTable)}\n`);
await app.close();
