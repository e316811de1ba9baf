export const word = "an ECMAScript module";
export default () => "its default";
