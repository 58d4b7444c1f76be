import { uomNamespace } from '../xml/namespaces.ts';
import { text } from './codec.ts';
import { defineElement } from './define-element.ts';
import { leaves } from './leaf.ts';

/** The public keys whose owners the console lets in as its user for migrations (pypowervm management_console.py). */
export const AuthorizedKeys = defineElement({
  name: 'AuthorizedKeys',
  namespace: uomNamespace,
  properties: { keys: leaves('AuthorizedKey', text) },
});
