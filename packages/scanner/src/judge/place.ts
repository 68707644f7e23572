/** A test, or what it reads: hashes and keys of nobody are at home there. */
export const isTestPath = (path: string) =>
  /(?:[._-](?:test|spec)\.[^/]{1,12}$)|(?:^|\/)(?:tests?|__tests__|testdata|specs?|fixtures?)\//i.test(path);

/** A text for people, full of examples. */
export const isManual = (path: string) =>
  /\.(?:md|mdx|rst|adoc|html?)$|(?:^|\/)(?:readme|changelog|history|llms)[^/]{0,24}$/i.test(path);

/** What others published, and everybody has: where package managers put it, each release in a folder of its own. */
export const isVendored = (path: string) =>
  /(?:^|\/)(?:node_modules|vendor(?:ed)?|site-packages|dist-packages|third_party|bower_components|registry\/src|gems)\//i.test(
    path,
  ) || /(?:^|\/)[^/]{1,80}@v?\d{1,5}\.\d{1,5}\.\d{1,8}[^/]{0,60}\//.test(path);

/** Examples and test keys of a published package: nobody here can revoke them. */
export const isPublishedExample = (path: string) => isVendored(path) && (isTestPath(path) || isManual(path));
