// Stands for a package that the bundle does not need.
export default undefined;
