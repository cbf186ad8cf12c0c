-- AlterTable
ALTER TABLE "Round" ADD COLUMN     "dueAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "Grading" (
    "readingId" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 10,
    "isWhole" BOOLEAN NOT NULL DEFAULT false,
    "lateShare" INTEGER NOT NULL DEFAULT 100,

    CONSTRAINT "Grading_pkey" PRIMARY KEY ("readingId")
);

-- CreateTable
CREATE TABLE "Adjustment" (
    "readingId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "points" DOUBLE PRECISION NOT NULL,
    "reason" TEXT NOT NULL,
    "byMemberId" TEXT,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Adjustment_pkey" PRIMARY KEY ("readingId","memberId")
);

-- AddForeignKey
ALTER TABLE "Grading" ADD CONSTRAINT "Grading_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "Reading"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Adjustment" ADD CONSTRAINT "Adjustment_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "Reading"("id") ON DELETE CASCADE ON UPDATE CASCADE;
