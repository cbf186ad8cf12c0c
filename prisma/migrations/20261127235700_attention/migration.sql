-- CreateTable
CREATE TABLE "Attention" (
    "memberId" TEXT NOT NULL,
    "mentions" BOOLEAN NOT NULL DEFAULT true,
    "replies" BOOLEAN NOT NULL DEFAULT true,
    "reveals" BOOLEAN NOT NULL DEFAULT true,
    "deadlines" BOOLEAN NOT NULL DEFAULT true,
    "readAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Attention_pkey" PRIMARY KEY ("memberId")
);

-- AddForeignKey
ALTER TABLE "Attention" ADD CONSTRAINT "Attention_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
