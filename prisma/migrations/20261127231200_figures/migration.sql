-- AlterTable
ALTER TABLE "Reading" ADD COLUMN     "figuresOpen" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "LayerUpdate" ADD COLUMN     "keys" TEXT[];
