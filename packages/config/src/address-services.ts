/** Services that answer with the address they see, on different hosts: asked where the configuration names none. */
export const addressServices: readonly string[] = Object.freeze([
  'https://api.ipify.org',
  'https://checkip.amazonaws.com',
  'https://icanhazip.com',
]);
