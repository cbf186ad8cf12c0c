-- AlterEnum
ALTER TYPE "LayerKind" ADD VALUE 'aside' AFTER 'private';
