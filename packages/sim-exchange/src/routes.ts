import { accountRoutes } from './account-routes.ts';
import { generalRoutes } from './general-routes.ts';
import { marketRoutes } from './market-routes.ts';
import { moneyRoutes } from './money-routes.ts';
import { orderRoutes } from './order-routes.ts';
import type { Route } from './route.ts';

/** Every endpoint, a row each. */
export const routes: readonly Route[] = [
  ...generalRoutes,
  ...marketRoutes,
  ...orderRoutes,
  ...accountRoutes,
  ...moneyRoutes,
];

const byName = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));

export function findRoute(method: string, path: string): Route | undefined {
  return byName.get(`${method} ${path}`);
}
