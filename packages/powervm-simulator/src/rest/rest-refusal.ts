/** Why the server, not the platform behind it, did not do what was asked. */
export class RestRefusal extends Error {
  override readonly name = 'RestRefusal';

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
