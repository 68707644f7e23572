// Holds the hook's place until the scanner moves in; finds nothing yet.
export {};
