// The number types of AssemblyScript, for those of its sources that the host reads too.
declare type u8 = number;
declare type u32 = number;
declare type i32 = number;
declare type f64 = number;

// The part of WebAssembly that the engine needs; the full types come with those of a browser.
declare namespace WebAssembly {
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: Readonly<Record<string, object>>);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
