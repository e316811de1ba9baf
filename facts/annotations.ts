/** Annotations by which the program tells a reader of its plan what no field of Kubernetes says. */

/** On a pod template: the port that the container's image declares with EXPOSE, where the port chain starts. */
export const IMAGE_PORT_ANNOTATION = "aks-anatomy/image-exposes";
