require('reflect-metadata');

// As it runs for users: graphql-js looks at every value twice where it takes itself to be in development.
process.env.NODE_ENV = 'production';

// Fastify looks for the name of every plugin among all loaded modules, which takes long where Jest keeps them.
Function.prototype[Symbol.for('fastify.display-name')] = 'plugin';
