-- AlterTable
ALTER TABLE "Layer" ADD COLUMN     "revision" BIGINT NOT NULL DEFAULT 0;
