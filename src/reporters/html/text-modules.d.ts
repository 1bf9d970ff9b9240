// The page's style and script are files of their own kind; the bundler and the tests give their text.
declare module '*.css' {
  const text: string
  export default text
}
declare module '*.client.js' {
  const text: string
  export default text
}
