/** The body of a recorded response (`BODY{ ... END OF SECTION}`), or the text itself when it is bare XML. */
export function recordedBody(text: string): string {
  const [, body] = /^BODY\{$(.*?)^END OF SECTION\}$/ms.exec(text) ?? [];
  return (body ?? text).trim();
}
