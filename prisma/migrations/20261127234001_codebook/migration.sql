-- AlterTable
ALTER TABLE "Tag" ADD COLUMN     "counterExample" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "heirId" TEXT,
ADD COLUMN     "parentId" TEXT;

-- CreateTable
CREATE TABLE "CodebookChange" (
    "seminarId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "memberId" TEXT,
    "kind" TEXT NOT NULL,
    "tagId" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB NOT NULL,
    "heirId" TEXT,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CodebookChange_pkey" PRIMARY KEY ("seminarId","version")
);

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Tag"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_heirId_fkey" FOREIGN KEY ("heirId") REFERENCES "Tag"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CodebookChange" ADD CONSTRAINT "CodebookChange_seminarId_fkey" FOREIGN KEY ("seminarId") REFERENCES "Seminar"("id") ON DELETE CASCADE ON UPDATE CASCADE;
