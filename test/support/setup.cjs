require('reflect-metadata');

// Fastify looks for the name of every plugin among all loaded modules, which takes long where Jest keeps them.
Function.prototype[Symbol.for('fastify.display-name')] = 'plugin';
