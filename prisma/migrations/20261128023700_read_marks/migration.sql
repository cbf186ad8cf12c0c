-- CreateTable
CREATE TABLE "ReadMarks" (
    "memberId" TEXT NOT NULL,
    "readingId" TEXT NOT NULL,
    "marks" JSONB NOT NULL,

    CONSTRAINT "ReadMarks_pkey" PRIMARY KEY ("memberId","readingId")
);

-- CreateIndex
CREATE INDEX "ReadMarks_readingId_idx" ON "ReadMarks"("readingId");

-- AddForeignKey
ALTER TABLE "ReadMarks" ADD CONSTRAINT "ReadMarks_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReadMarks" ADD CONSTRAINT "ReadMarks_readingId_fkey" FOREIGN KEY ("readingId") REFERENCES "Reading"("id") ON DELETE CASCADE ON UPDATE CASCADE;
