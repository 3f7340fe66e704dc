/**
 * The JSON of an answer, past the SDK's own reading of it: that stumbles over answers without a body and over the pages
 * of proxies, with an error that looks like one of the program.
 * @throws {SyntaxError} for what is no JSON
 */
export async function bodyOf(call: { asResponse(): Promise<Response> }): Promise<unknown> {
  const response = await call.asResponse();
  return JSON.parse(await response.text());
}
