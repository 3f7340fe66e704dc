/** A file as text; a TypeScript file as the script that it becomes for browsers. */
declare module '*?text' {
  const text: string;
  export default text;
}
